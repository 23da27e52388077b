# needs: pandas
import io
import pandas as pd
df = pd.read_csv(io.StringIO('k,v\na,1\nb,2\na,3\n'))
print(df, df.groupby('k').v.sum(), df.describe(), df.dtypes, sep='\n')
print(df.merge(pd.DataFrame({'k': ['a'], 'w': [9]})).to_json(), pd.date_range('2024-01-30', periods=3))
df['missing']
