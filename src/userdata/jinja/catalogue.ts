/**
 * The names that a template knows when cloud-init renders user data.
 * Source: `sources/__init__.py` of cloud-init 22.4.2, 25.1 and 26.2, whose `v1` has the same keys; Jinja2 3.1.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/u));

/** The keys of `v1`. Each is a variable of the template too. */
export const standardKeys = words(
  `_beta_keys availability_zone availability-zone cloud_id cloud_name cloud-name distro distro_version distro_release
  platform public_ssh_keys python_version instance_id instance-id kernel_release local_hostname local-hostname machine
  region subplatform system_platform variant`,
);

/** Methods of `v1`, which is a dict of Python. */
export const dictMethods = words("clear copy fromkeys get items keys pop popitem setdefault update values");

/**
 * What stands beside `v1`. `cloud-init query` and `cloud-init render` know the last ones, the first boot does not: a
 * document may be meant for both.
 */
export const instanceData = words(
  `v1 ds merged_cfg merged_system_cfg sys_info base64_encoded_keys sensitive_keys combined_cloud_config userdata
  vendordata vendordata2`,
);

/** What Jinja itself defines. */
export const globals = words(
  "range dict lipsum cycler joiner namespace self true false none True False None",
);

export const filters = words(
  `abs attr batch capitalize center count d default dictsort e escape filesizeformat first float forceescape format
  groupby indent int items join last length list lower map max min pprint random reject rejectattr replace reverse round
  safe select selectattr slice sort string striptags sum title tojson trim truncate unique upper urlencode urlize
  wordcount wordwrap xmlattr`,
);

export const tests = words(
  `boolean callable defined divisibleby eq equalto escaped even false filter float ge greaterthan gt in integer iterable
  le lessthan lower lt mapping ne none number odd sameas sequence string test true undefined upper`,
);

/** Filters that make text of a missing variable: the text that cloud-init writes for it stays. */
export const textFilters = words(
  "upper lower trim replace e escape forceescape string safe capitalize title striptags center truncate urlize format",
);

/** Filters that raise an error for a missing variable. */
export const strictFilters = words(
  "int float abs round tojson indent dictsort filesizeformat xmlattr wordwrap attr",
);

/** Filters that take one item; of a missing variable they give another missing variable. */
export const itemFilters = words("first last max min random");
