/** Entries of the audit log that are older are deleted. */
export const auditDays = 400

/** What happens to accounts beside the routes of the API. */
export const accountActions = [
  'signIn',
  'signInFailed',
  'signOut',
  'changePassword',
  'turnOnTwoFactor',
  'turnOffTwoFactor',
  'changeAccount',
] as const
