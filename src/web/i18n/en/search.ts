/** The screen that is nothing but the search. */
export const search = {
  title: 'Find an account',
  hint: 'By name, account key, site, order or invoice number.',
} as const
