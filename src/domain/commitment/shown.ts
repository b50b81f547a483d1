/** What kind of promise it is. */
export const commitmentTypes = ['forecast', 'call_off', 'blanket_order'] as const
export type CommitmentType = (typeof commitmentTypes)[number]

/** Which promises are listed: those due in the window, those not wholly taken at its end, those taken late or not at all. */
export const commitmentShows = ['due', 'open', 'late'] as const
export type CommitmentShow = (typeof commitmentShows)[number]
