-- The accounts are the stores, not the customers: an ordering store has two customer rows, and two store names occur
-- twice, so the key is the store's id. All 701 are there from the beginning, whether they ever ordered or not.
SELECT
  s.BusinessEntityID AS key,
  trim(s.Name) AS name,
  d.Specialty AS segment,
  c.territory
FROM read_csv('Store.csv', header = true, all_varchar = true, quote = '"', escape = '"') AS s
LEFT JOIN read_csv('StoreDemographics.csv', header = true, all_varchar = true) AS d USING (BusinessEntityID)
LEFT JOIN (
  SELECT StoreID, min(TerritoryID) AS territory
  FROM read_csv('Customer.csv', header = true, all_varchar = true)
  GROUP BY StoreID
) AS c ON c.StoreID = s.BusinessEntityID
ORDER BY s.BusinessEntityID::INTEGER
