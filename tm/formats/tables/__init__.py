"""Tables, a row a unit: CSV and TSV (`delimited`) and Excel workbooks (`xlsx`), with the same columns."""
