-- Who owned a store when, from its orders: the first order of a new salesperson starts a span (on a day with two, the
-- last order counts). The earliest evidence holds from the beginning; for a store without orders that is its row.
-- The store's present salesperson follows on the day that row was written, 2014-09-12, after the last order.
WITH store AS (
  SELECT BusinessEntityID AS account, SalesPersonID AS rep, ModifiedDate::TIMESTAMP::DATE AS day
  FROM read_csv('Store.csv', header = true, all_varchar = true, quote = '"', escape = '"')
),
seen AS (
  SELECT
    c.StoreID AS account,
    h.OrderDate::DATE AS day,
    arg_max(h.SalesPersonID, h.SalesOrderID::INTEGER) AS rep
  FROM read_csv('SalesOrderHeader.csv', header = true, all_varchar = true) AS h
  JOIN read_csv('Customer.csv', header = true, all_varchar = true) AS c USING (CustomerID)
  WHERE h.OnlineOrderFlag = '0'
  GROUP BY ALL
  UNION ALL
  SELECT account, day, rep FROM store
),
run AS (
  SELECT account, rep, day, lag(rep) OVER (PARTITION BY account ORDER BY day) AS rep_before
  FROM seen
)
SELECT account, rep, CASE WHEN rep_before IS NOT NULL THEN day END AS valid_from
FROM run
WHERE rep IS DISTINCT FROM rep_before
ORDER BY account::INTEGER, valid_from NULLS FIRST
