/** How stock comes to stand with an account (measures.md, 6). */
export const stockRules = ['dedicated', 'untaken', 'shared'] as const
export type StockRule = (typeof stockRules)[number]
