-- One invoice an order of a reseller: the source has no invoices, and an order is billed whole on its date. Amounts as
-- stated, in US dollars whatever the currency rate says. Net is without freight; gross = net + tax + freight.
SELECT
  h.SalesOrderNumber AS number,
  'invoice' AS type,
  h.OrderDate AS date,
  h.DueDate AS due_date,
  c.StoreID AS account,
  h.ShipToAddressID AS site,
  h.SalesPersonID AS salesperson,
  h.SalesOrderNumber AS order_number,
  h.OrderDate AS order_date,
  h.SubTotal AS net,
  h.TaxAmt AS tax,
  h.TotalDue AS gross
FROM read_csv('SalesOrderHeader.csv', header = true, all_varchar = true) AS h
JOIN read_csv('Customer.csv', header = true, all_varchar = true) AS c USING (CustomerID)
WHERE h.OnlineOrderFlag = '0'
ORDER BY h.SalesOrderID::INTEGER
