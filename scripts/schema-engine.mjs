// Prisma's schema engine as WebAssembly, on our own connection: the same folder, the same `_prisma_migrations` table and
// the same checksums as `prisma migrate`, without the native engine that has to be downloaded.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { parse } from "pg-connection-string";

const LOCK_FILE = 'provider = "postgresql"\n';
/** For every call of the engine: nothing is managed outside Prisma's sight. */
export const filters = { externalTables: [], externalEnums: [] };

/**
 * Discrete fields on purpose: given a connection string, pg ignores the `database` that names the shadow database.
 * @param {string} url
 */
function connectionConfig(url) {
  const { host, port, user, password, database, ssl } = parse(url);
  return {
    host: host ?? undefined,
    port: Number(port ?? 5432),
    user,
    password,
    database: database ?? undefined,
    ssl,
    max: 1,
    connectionTimeoutMillis: 10_000,
  };
}

/** @param {string} prismaDir */
export const schemaOf = (prismaDir) => {
  const file = path.join(prismaDir, "schema.prisma");
  return { files: [{ path: file, content: fs.readFileSync(file, "utf8") }] };
};

/**
 * The migrations folder as the engine wants it told.
 * @param {string} prismaDir
 */
export function migrationsOf(prismaDir) {
  const baseDir = path.join(prismaDir, "migrations");
  const lockFile = path.join(baseDir, "migration_lock.toml");
  const entries = fs.existsSync(baseDir) ? fs.readdirSync(baseDir, { withFileTypes: true }) : [];
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir,
    shadowDbInitScript: "",
    lockfile: {
      path: "migration_lock.toml",
      content: fs.existsSync(lockFile) ? fs.readFileSync(lockFile, "utf8") : LOCK_FILE,
    },
    migrationDirectories: names.sort().map((name) => {
      const file = path.join(baseDir, name, "migration.sql");
      const content = fs.existsSync(file)
        ? { tag: "ok", value: fs.readFileSync(file, "utf8") }
        : { tag: "error", value: "missing" };
      return { path: name, migrationFile: { path: "migration.sql", content } };
    }),
  };
}

/**
 * PrismaPg, made fit for the schema engine. Its 7.10 refuses the catalog type "char" that the engine reads when it
 * describes a database (prisma/orm#27403), splits scripts at every ";", and drops its shadow database while its own
 * pool is still connected to it.
 * @param {ReturnType<typeof connectionConfig>} config
 * @param {Set<{ dispose: () => Promise<void> }>} opened
 */
function adapterFactory(config, opened) {
  const CHAR_OID = 18;
  const TEXT_OID = 25;
  const open = async (/** @type {typeof config} */ target) => {
    const adapter = /** @type {any} */ (await new PrismaPg(target).connect());
    const performIO = adapter.performIO.bind(adapter);
    const queryRaw = adapter.queryRaw.bind(adapter);
    const charColumns = new WeakMap();
    adapter.performIO = async (/** @type {unknown} */ query) => {
      const result = await performIO(query);
      const columns = [];
      for (const [index, field] of result.fields.entries()) {
        if (field.dataTypeID !== CHAR_OID) continue;
        field.dataTypeID = TEXT_OID;
        columns.push(index);
      }
      charColumns.set(result.rows, columns);
      return result;
    };
    adapter.queryRaw = async (/** @type {unknown} */ query) => {
      const result = await queryRaw(query);
      for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    adapter.executeScript = async (/** @type {string} */ sql) => {
      try {
        await adapter.client.query(sql); // one simple query: bodies in $$ stay whole, and so does a failing script
      } catch (error) {
        adapter.onError(error);
      }
    };
    const dispose = adapter.dispose.bind(adapter);
    let disposed;
    adapter.dispose = () => (disposed ??= dispose());
    opened.add(adapter);
    return adapter;
  };
  const admin = async (/** @type {string} */ sql) => {
    const client = new pg.Client(config);
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  return bindMigrationAwareSqlAdapterFactory({
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => open(config),
    connectToShadowDb: async () => {
      const name = `prisma_shadow_${process.pid}_${Date.now()}`;
      await admin(`create database ${name} template template0`);
      const adapter = await open({ ...config, database: name });
      const dispose = adapter.dispose;
      let dropped;
      adapter.dispose = () => (dropped ??= dispose().then(() => admin(`drop database if exists ${name} with (force)`)));
      return adapter;
    },
  });
}

/** @type {Promise<void> | undefined} */
let loaded;
function load() {
  loaded ??= (async () => {
    // Where this build of the engine leaves the text of a panic.
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: {
        set_message: (/** @type {string} */ text) => console.error(`schema engine: ${text}`),
      },
    });
    const file = fileURLToPath(
      new URL("schema_engine_bg.wasm", import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg")),
    );
    const { instance } = await WebAssembly.instantiate(fs.readFileSync(file), { "./schema_engine_bg.js": bindings });
    bindings.__wbg_set_wasm(instance.exports);
    /** @type {any} */ (instance.exports).__wbindgen_start();
  })();
  return loaded;
}

/**
 * Runs `work` with an engine on the database, and leaves no connection behind.
 * @template T
 * @param {string} url
 * @param {string} prismaDir
 * @param {(engine: any) => Promise<T>} work
 */
export async function withSchemaEngine(url, prismaDir, work) {
  await load();
  const opened = new Set();
  const [schema] = schemaOf(prismaDir).files;
  try {
    const datamodels = [[schema?.path, schema?.content]];
    return await work(
      await bindings.SchemaEngine.new({ datamodels }, () => {}, adapterFactory(connectionConfig(url), opened)),
    );
  } finally {
    for (const adapter of opened) await adapter.dispose();
  }
}
