/** The id of the system account "No account": lines that name no account stand there. In totals, never graded. */
export const noAccountId = '00000000-0000-7000-8000-000000000000'

/** The name it is shown by. */
export const noAccountName = 'No account'
