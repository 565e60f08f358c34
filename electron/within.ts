/** Whether this came to an end within so many ms, by itself or by an error. What comes later is nobody's any more. */
export const within = async (bound: number, done: Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), bound);
  });
  const ended = done.then(
    () => true,
    () => true,
  );
  return Promise.race([ended, late]).finally(() => clearTimeout(timer));
};
