-- The dated cost of every product. The source's end is the last day of a cost (the next one starts the day after), ours
-- the day after it. Where the history stops (64 reseller lines) or is missing, the product's standard cost goes on; a
-- standard cost of zero with no history is a part nobody has costed: unknown, not free.
WITH product AS (
  SELECT ProductID, SellStartDate::DATE AS sell_start, StandardCost
  FROM read_csv('Product.csv', header = true, all_varchar = true)
),
history AS (
  SELECT ProductID, StartDate::DATE AS valid_from, EndDate::DATE + 1 AS valid_to, StandardCost AS cost
  FROM read_csv('ProductCostHistory.csv', header = true, all_varchar = true)
),
known AS (
  SELECT
    ProductID,
    bool_or(valid_to IS NULL) AS is_open,
    max(valid_to) AS last_end
  FROM history
  GROUP BY ProductID
)
SELECT ProductID AS product, valid_from, valid_to, cost FROM history
UNION ALL
SELECT p.ProductID, coalesce(k.last_end, p.sell_start), NULL, p.StandardCost
FROM product AS p
LEFT JOIN known AS k USING (ProductID)
WHERE NOT coalesce(k.is_open, false) AND (k.ProductID IS NOT NULL OR p.StandardCost::DECIMAL(18, 6) <> 0)
ORDER BY product, valid_from
