-- The salespeople with their names and present territories. The source does not say who reports to whom: the manager
-- is the salesperson without territory who sold most often in the group of the rep's territory. Managers have none.
WITH person AS (
  SELECT s.BusinessEntityID AS key, p.FirstName || ' ' || p.LastName AS name, s.TerritoryID AS territory
  FROM read_csv('SalesPerson.csv', header = true, all_varchar = true) AS s
  JOIN read_csv('Person.csv', header = true, all_varchar = true) AS p USING (BusinessEntityID)
),
territory AS (
  SELECT TerritoryID AS territory, "Group" AS group_name
  FROM read_csv('SalesTerritory.csv', header = true, all_varchar = true)
),
manager AS (
  SELECT t.group_name, p.key
  FROM read_csv('SalesOrderHeader.csv', header = true, all_varchar = true) AS h
  JOIN person AS p ON p.key = h.SalesPersonID AND p.territory IS NULL
  JOIN territory AS t ON t.territory = h.TerritoryID
  GROUP BY t.group_name, p.key
  QUALIFY row_number() OVER (PARTITION BY t.group_name ORDER BY count(*) DESC, p.key) = 1
)
SELECT p.key, p.name, p.territory, m.key AS manager
FROM person AS p
LEFT JOIN territory AS t ON t.territory = p.territory
LEFT JOIN manager AS m ON m.group_name = t.group_name
ORDER BY p.key
