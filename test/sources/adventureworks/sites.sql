-- The places of a store: all its addresses. An address belongs to one store only, so its id is the key; orders are
-- shipped to these addresses.
SELECT
  a.AddressID AS key,
  s.BusinessEntityID AS account,
  trim(s.Name) AS name,
  concat_ws(', ', a.AddressLine1, a.AddressLine2) AS street,
  a.PostalCode AS postcode,
  a.City AS city,
  p.Name AS region,
  p.CountryRegionCode AS country
FROM read_csv('Store.csv', header = true, all_varchar = true, quote = '"', escape = '"') AS s
JOIN read_csv('BusinessEntityAddress.csv', header = true, all_varchar = true) AS b USING (BusinessEntityID)
JOIN read_csv('Address.csv', header = true, all_varchar = true) AS a USING (AddressID)
JOIN read_csv('StateProvince.csv', header = true, all_varchar = true) AS p USING (StateProvinceID)
ORDER BY a.AddressID::INTEGER
