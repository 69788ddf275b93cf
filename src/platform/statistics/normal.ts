/** 97.5 % point of the normal distribution: what 95 % intervals are made with. */
export const z95 = 1.959963984540054
