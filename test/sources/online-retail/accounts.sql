-- The customers are numbers without names: the name shown is the number with the country. 14 customers moved between
-- countries; the one on most of their rows counts, then the first by name.
SELECT
  "Customer ID" AS key,
  "Customer ID" || ', ' || Country AS name
FROM read_csv('online_retail_II_combined.csv.gz', header = true, all_varchar = true, quote = '"', escape = '"')
WHERE "Customer ID" IS NOT NULL
GROUP BY "Customer ID", Country
QUALIFY row_number() OVER (PARTITION BY "Customer ID" ORDER BY count(*) DESC, Country) = 1
ORDER BY key
