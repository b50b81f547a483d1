-- Every row of the file once, identical ones too: there is no line number, so content and occurrence tell them apart.
-- The source states price and quantity only, so net is their exact product. Fees, charity, test rows and stock counts
-- (negative at price zero, no cancellation) are adjustments; samples too. Discounts and bad debt move no goods.
WITH entry AS (
  SELECT
    Invoice AS invoice,
    CASE WHEN Invoice LIKE 'C%' THEN 'credit_note' ELSE 'invoice' END AS type,
    left(InvoiceDate, 10) AS date,
    "Customer ID" AS account,
    trim(StockCode) AS product,
    upper(trim(StockCode)) AS code,
    Quantity::DECIMAL(18, 0) AS quantity,
    Price::DECIMAL(18, 6) AS price
  FROM read_csv('online_retail_II_combined.csv.gz', header = true, all_varchar = true, quote = '"', escape = '"')
),
sorted AS (
  SELECT
    *,
    CASE
      WHEN invoice LIKE 'A%' THEN 'bad_debt'
      WHEN code IN ('POST', 'DOT', 'C2', 'C3') THEN 'freight'
      WHEN code = 'D' THEN 'discount'
      WHEN code IN ('M', 'S', 'ADJUST', 'ADJUST2', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'TEST001', 'TEST002')
        THEN 'adjustment'
      WHEN type = 'invoice' AND quantity < 0 THEN 'adjustment'
      ELSE 'goods'
    END AS kind
  FROM entry
)
SELECT
  invoice,
  type,
  date,
  account,
  kind,
  product,
  CASE WHEN kind NOT IN ('discount', 'bad_debt') THEN quantity END AS quantity,
  quantity * price AS net
FROM sorted
