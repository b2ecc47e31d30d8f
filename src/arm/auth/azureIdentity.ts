/** What we use of `@azure/identity`: a module of its own, loaded with the first token, so that the build leaves out the rest. */
export {
  AzureCliCredential,
  DeviceCodeCredential,
  EnvironmentCredential,
  ManagedIdentityCredential,
} from "@azure/identity";
