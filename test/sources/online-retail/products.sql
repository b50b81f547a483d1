-- One product a stock code, spelt as in the rows. Clerks write remarks ("damaged", "?") where the description belongs,
-- mostly at price zero: the name is the description on most priced rows, then on most rows, then the longest.
WITH named AS (
  SELECT
    trim(StockCode) AS key,
    nullif(nullif(trim(Description), 'nan'), '') AS name,
    Price::DECIMAL(18, 6) <> 0 AS is_priced
  FROM read_csv('online_retail_II_combined.csv.gz', header = true, all_varchar = true, quote = '"', escape = '"')
)
SELECT key, coalesce(name, key) AS name
FROM named
GROUP BY key, named.name
QUALIFY row_number() OVER (
  PARTITION BY key
  ORDER BY
    named.name IS NULL,
    count(*) FILTER (WHERE is_priced) DESC,
    count(*) DESC,
    length(named.name) DESC,
    named.name
) = 1
ORDER BY key
