/** The forms in which a list or a matrix is given to whoever works on with it. */
export const sheetFormats = ['csv', 'xlsx'] as const
export type SheetFormat = (typeof sheetFormats)[number]
