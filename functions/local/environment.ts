/** The functions find their services as on AWS: by environment. Gives back what puts it as it was. */
export const setEnvironment = (values: Readonly<Record<string, string>>): (() => void) => {
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, values);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
};
