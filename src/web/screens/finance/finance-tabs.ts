/** The parts of the screen, as they stand in the address. */
export const financeTabs = ['rates', 'reconciliation', 'sale'] as const
