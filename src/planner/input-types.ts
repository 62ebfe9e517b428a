import type { ClassType } from 'type-graphql';

const inputTypes = new Map<string, ClassType>();

/** Makes an input class known by its GraphQL name, so that a field may take it before the folder that builds it is read. */
export function registerInputType(name: string, type: ClassType): void {
  inputTypes.set(name, type);
}

/** The input class of a GraphQL name. Throws where none was registered: its folder was not imported. */
export function inputType(name: string): ClassType {
  const type = inputTypes.get(name);
  if (type === undefined) throw new Error(`No input type ${name} is registered`);
  return type;
}
