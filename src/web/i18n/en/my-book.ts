export const myBook = {} as const
