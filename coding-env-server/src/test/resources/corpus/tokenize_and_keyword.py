import io, keyword, tokenize
for t in tokenize.generate_tokens(io.StringIO('x = 1  # c\n').readline):
    print(tokenize.tok_name[t.type], repr(t.string))
print(keyword.iskeyword('for'), keyword.softkwlist)
