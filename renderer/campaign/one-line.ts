/** A name as the copy can hold it: one line, without what a paste may bring along. */
export const oneLine = (typed: string): string => typed.replace(/[\u0000-\u001f\u007f\u2028\u2029]/g, ' ').trim();
