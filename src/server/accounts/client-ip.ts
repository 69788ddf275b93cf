/** Set by this server on every request that it hands to better-auth; what a client sends under it is replaced. */
export const CLIENT_IP_HEADER = 'x-minnow-client-ip'
