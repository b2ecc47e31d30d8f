/** Resources that a value can name. */
export type AzureValues =
  | "subscriptions"
  | "resourceGroups"
  | "identities"
  | "cloudServicesNetworks"
  | "customLocations"
  | "networks"
  | "images";

/** What a value of a fleet file may be. The reader, the JSON schema and the CSV import all follow it. */
export type Shape =
  | {
      readonly kind: "text";
      readonly doc: string;
      readonly pattern?: RegExp;
      /** What Azure has values for. */
      readonly azure?: AzureValues;
    }
  | { readonly kind: "choice"; readonly doc: string; readonly values: readonly string[] }
  | { readonly kind: "integer"; readonly doc: string; readonly min: number; readonly max: number }
  | { readonly kind: "boolean"; readonly doc: string }
  | { readonly kind: "list"; readonly doc: string; readonly item: Shape; readonly max: number }
  | { readonly kind: "texts"; readonly doc: string; readonly max: number }
  /** Read by another pass. */
  | { readonly kind: "later"; readonly of: Shape }
  | ObjectShape;

export interface ObjectShape {
  readonly kind: "object";
  readonly doc: string;
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}
