-- The segments are what a store says it specialises in: the one plain word among its demographics.
SELECT DISTINCT Specialty AS key, Specialty AS name
FROM read_csv('StoreDemographics.csv', header = true, all_varchar = true)
ORDER BY key
