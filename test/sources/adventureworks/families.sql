-- The families in a tree, subcategories under categories. Both are numbered from 1 in the source, so a letter keeps
-- their keys apart.
SELECT 'C' || ProductCategoryID AS key, Name AS name, NULL AS parent
FROM read_csv('ProductCategory.csv', header = true, all_varchar = true)
UNION ALL
SELECT 'S' || ProductSubcategoryID, Name, 'C' || ProductCategoryID
FROM read_csv('ProductSubcategory.csv', header = true, all_varchar = true)
ORDER BY parent NULLS FIRST, key
