import html, urllib.parse as u
print(u.urlparse('https://u:p@host:80/p;a?q=1#f'), u.quote('a b/ü'), u.parse_qs('a=1&a=2&b='), u.urljoin('http://x/a/b', '../c'))
print(html.escape('<a href="x">&'), html.unescape('&eacute;&#128512;&lt;'), u.urlencode({'k': 'v w'}))
from html.parser import HTMLParser
class P(HTMLParser):
    def handle_starttag(self, tag, attrs):
        print(tag, attrs)
P().feed('<p class="a">text<br/></p>')
