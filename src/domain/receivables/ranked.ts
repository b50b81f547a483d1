/** Which accounts are listed: all with a document, or those with something open, overdue or disputed. */
export const receivableFilters = ['all', 'open', 'overdue', 'disputed'] as const
