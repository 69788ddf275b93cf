/** Starts what the tests share; the real ClickHouse and PostgreSQL come next. */
export const setup = async (): Promise<void> => {}
