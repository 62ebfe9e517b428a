import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset } from '@graphql-codegen/client-preset';

type OutputPreset = typeof preset;

/** The client preset without its `graphql()` function, which finds documents as `any`: ours are imported by name. */
const documentsByName: OutputPreset = {
  ...preset,
  buildGeneratesSection: async (options) => {
    const files = await preset.buildGeneratesSection(options);
    return files.filter(({ filename }) => filename.endsWith('/graphql.ts'));
  },
};

const config: CodegenConfig = {
  schema: '../schema.graphql',
  documents: 'client/**/*.graphql',
  generates: {
    'client/generated/': {
      preset: documentsByName,
      presetConfig: { fragmentMasking: false },
      config: {
        // A scalar that the schema gains and that has no line here stops codegen.
        strictScalars: true,
        scalars: { DateTime: 'string' },
        enumsAsTypes: true,
        useTypeImports: true,
        // A field that was asked for is in the answer; what the caller may leave out is in the variables.
        avoidOptionals: { field: true, inputValue: false, object: false, defaultValue: false },
      },
    },
  },
};

export default config;
