import mimetypes
from email import message_from_string
from email.message import EmailMessage
m = EmailMessage()
m['Subject'] = 'Grüße'
m['To'] = 'a@example.org'
m.set_content('body ü\n')
print(m.as_string())
print(message_from_string('A: b\n\nc')['a'], mimetypes.guess_type('x.png'))
