-- All products of the catalogue. Those without a subcategory are parts that are not sold: their family is unknown.
SELECT ProductID AS key, Name AS name, 'S' || ProductSubcategoryID AS family
FROM read_csv('Product.csv', header = true, all_varchar = true)
ORDER BY ProductID::INTEGER
