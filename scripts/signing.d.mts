export const signing: (
  env: Record<string, string | undefined>,
  platform: NodeJS.Platform,
  folder: string,
) => Record<string, string | undefined>;
