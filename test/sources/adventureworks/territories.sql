-- The territories in a tree of two levels, the source's groups above. A group has no id there, so its name is its key;
-- territory keys are numbers and cannot meet it.
WITH territory AS (
  SELECT TerritoryID, Name, "Group" AS group_name
  FROM read_csv('SalesTerritory.csv', header = true, all_varchar = true)
)
SELECT DISTINCT group_name AS key, group_name AS name, NULL AS parent FROM territory
UNION ALL
SELECT TerritoryID, Name, group_name FROM territory
ORDER BY parent NULLS FIRST, key
