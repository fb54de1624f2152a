export const one = (found) => found;
