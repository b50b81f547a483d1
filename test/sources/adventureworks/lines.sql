-- The lines of reseller orders. The net amount is the stated line total with its six decimals, never price x quantity,
-- which has more. The salesperson is the one on the order, not the store's present one.
SELECT
  h.SalesOrderNumber AS invoice,
  d.SalesOrderDetailID AS line,
  'invoice' AS type,
  h.OrderDate AS date,
  c.StoreID AS account,
  h.ShipToAddressID AS site,
  h.SalesPersonID AS salesperson,
  h.SalesOrderNumber AS order_number,
  'goods' AS kind,
  d.ProductID AS product,
  d.OrderQty AS quantity,
  d.LineTotal AS net
FROM read_csv('SalesOrderDetail.csv', header = true, all_varchar = true) AS d
JOIN read_csv('SalesOrderHeader.csv', header = true, all_varchar = true) AS h USING (SalesOrderID)
JOIN read_csv('Customer.csv', header = true, all_varchar = true) AS c USING (CustomerID)
WHERE h.OnlineOrderFlag = '0'
ORDER BY d.SalesOrderDetailID::INTEGER
