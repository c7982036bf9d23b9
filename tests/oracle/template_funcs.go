// SPDX-License-Identifier: Apache-2.0

package main

// signature says how to call a function well-typed: one word per argument (a
// trailing * means any number of that kind) and the kind of the result. The
// kinds are described beside the literals in template_lits.go.
type signature struct {
	name, args, result string
}

var goFunctions = []signature{
	{"and", "any any*", "any"}, {"or", "any any*", "any"}, {"not", "any", "bool"},
	{"len", "sized", "int"}, {"index", "list at", "any"}, {"index", "dict key", "any"}, {"index", "str at", "byte"}, {"index", "dict", "dict"},
	{"slice", "str at", "str"}, {"slice", "list at", "any"},
	{"print", "any*", "str"}, {"println", "any*", "str"}, {"printf", "format", "str"},
	{"html", "any*", "str"}, {"js", "any*", "str"}, {"urlquery", "any*", "str"},
	{"eq", "same", "bool"}, {"ne", "samepair", "bool"}, {"lt", "ordered", "bool"}, {"le", "ordered", "bool"}, {"gt", "ordered", "bool"}, {"ge", "ordered", "bool"},
}

// sprigFunctions holds every function of TxtFuncMap whose answer is the same
// each time; the others stand in changeText.
var sprigFunctions = []signature{
	{"abbrev", "count str", "str"}, {"abbrevboth", "count count str", "str"}, {"add", "num num*", "int64"}, {"add1", "num", "int64"}, {"add1f", "num", "float"},
	{"addf", "num num*", "float"}, {"adler32sum", "str", "str"}, {"all", "any*", "bool"}, {"any", "any*", "bool"}, {"append", "list any", "list"}, {"atoi", "numtext", "int"},
	{"b32dec", "b32", "str"}, {"b32enc", "str", "str"}, {"b64dec", "b64", "str"}, {"b64enc", "str", "str"}, {"base", "path", "str"}, {"biggest", "num num*", "int64"},
	{"buildCustomCert", "b64 b64", "any"}, {"camelcase", "words", "str"}, {"cat", "any*", "str"}, {"ceil", "num", "float"}, {"chunk", "pos list", "lists"}, {"clean", "path", "str"},
	{"coalesce", "any*", "any"}, {"compact", "list", "list"}, {"concat", "list list*", "list"}, {"contains", "frag str", "bool"}, {"date", "layout when", "str"},
	{"dateInZone", "layout when zone", "str"}, {"date_in_zone", "layout when zone", "str"}, {"dateModify", "dur time", "time"}, {"date_modify", "dur time", "time"},
	{"decryptAES", "aes", "str"}, {"deepCopy", "any", "any"}, {"deepEqual", "any any", "bool"}, {"default", "any any", "any"}, {"dict", "pairs", "dict"},
	{"derivePassword", "derive", "str"}, {"dig", "dig", "any"}, {"dir", "path", "str"}, {"div", "num nonzero", "int64"}, {"divf", "num nonzero*", "float"}, {"duration", "secs", "str"},
	{"durationRound", "durtext", "str"}, {"empty", "any", "bool"}, {"ext", "path", "str"}, {"fail", "str", "str"}, {"first", "list", "any"}, {"float64", "num", "float"}, {"floor", "num", "float"},
	{"fromJson", "json", "any"}, {"genPrivateKey", "badkeytype", "str"}, {"get", "dict key", "any"}, {"has", "any list", "bool"}, {"hasKey", "dict key", "bool"}, {"hasPrefix", "frag str", "bool"},
	{"hasSuffix", "frag str", "bool"}, {"hello", "", "str"}, {"htmlDate", "when", "str"}, {"htmlDateInZone", "when zone", "str"}, {"indent", "count str", "str"}, {"initial", "list", "list"},
	{"initials", "words", "str"}, {"int", "num", "int"}, {"int64", "num", "int64"}, {"isAbs", "path", "bool"}, {"join", "frag list", "str"}, {"kebabcase", "words", "str"}, {"keys", "onekey", "strs"},
	{"kindIs", "kindname any", "bool"}, {"kindOf", "any", "str"}, {"last", "list", "any"}, {"list", "any*", "list"}, {"lower", "str", "str"}, {"max", "num num*", "int64"}, {"maxf", "num num*", "float"},
	{"merge", "fresh dict*", "dict"}, {"mergeOverwrite", "fresh dict*", "dict"}, {"min", "num num*", "int64"}, {"minf", "num num*", "float"}, {"mod", "num nonzero", "int64"}, {"mul", "num num*", "int64"},
	{"mulf", "num num*", "float"}, {"mustAppend", "list any", "list"}, {"mustChunk", "pos list", "lists"}, {"mustCompact", "list", "list"}, {"mustDateModify", "dur time", "time"}, {"mustDeepCopy", "any", "any"},
	{"mustFirst", "list", "any"}, {"mustFromJson", "json", "any"}, {"mustHas", "any list", "bool"}, {"mustInitial", "list", "list"}, {"mustLast", "list", "any"}, {"mustMerge", "fresh dict*", "dict"},
	{"mustMergeOverwrite", "fresh dict*", "dict"}, {"mustPrepend", "list any", "list"}, {"mustPush", "list any", "list"}, {"mustRegexFind", "regex str", "str"}, {"mustRegexFindAll", "regex str limit", "strs"},
	{"mustRegexMatch", "regex str", "bool"}, {"mustRegexReplaceAll", "regex str repl", "str"}, {"mustRegexReplaceAllLiteral", "regex str repl", "str"}, {"mustRegexSplit", "regex str limit", "strs"}, {"mustRest", "list", "list"},
	{"mustReverse", "list", "list"}, {"mustSlice", "list at*", "list"}, {"mustToDate", "datepair", "time"}, {"mustToJson", "any", "str"}, {"mustToPrettyJson", "any", "str"}, {"mustToRawJson", "any", "str"},
	{"mustUniq", "list", "list"}, {"mustWithout", "list any*", "list"}, {"must_date_modify", "dur time", "time"}, {"nindent", "count str", "str"}, {"nospace", "str", "str"}, {"omit", "dict key*", "dict"},
	{"osBase", "path", "str"}, {"osClean", "path", "str"}, {"osDir", "path", "str"}, {"osExt", "path", "str"}, {"osIsAbs", "path", "bool"}, {"pick", "dict key*", "dict"}, {"pluck", "key dict*", "list"},
	{"plural", "str str int", "str"}, {"prepend", "list any", "list"}, {"push", "list any", "list"}, {"quote", "any*", "str"}, {"regexFind", "regex str", "str"}, {"regexFindAll", "regex str limit", "strs"},
	{"regexMatch", "regex str", "bool"}, {"regexQuoteMeta", "str", "str"}, {"regexReplaceAll", "regex str repl", "str"}, {"regexReplaceAllLiteral", "regex str repl", "str"}, {"regexSplit", "regex str limit", "strs"},
	{"repeat", "count str", "str"}, {"replace", "frag str str", "str"}, {"rest", "list", "list"}, {"reverse", "list", "list"}, {"round", "num idx", "float"}, {"round", "num idx floatlit", "float"}, {"semver", "version", "semver"},
	{"semverCompare", "constraint version", "bool"}, {"seq", "count", "str"}, {"seq", "count count", "str"}, {"seq", "count pos count", "str"}, {"set", "fresh key plain", "dict"}, {"sha1sum", "str", "str"},
	{"sha256sum", "str", "str"}, {"sha512sum", "str", "str"}, {"slice", "list at*", "list"}, {"snakecase", "words", "str"}, {"sortAlpha", "list", "strs"}, {"split", "sep str", "strmap"}, {"splitList", "sep str", "strs"},
	{"splitn", "sep count str", "strmap"}, {"squote", "any*", "str"}, {"sub", "num num", "int64"}, {"subf", "num num*", "float"}, {"substr", "at idx str", "str"}, {"swapcase", "words", "str"}, {"ternary", "any any bool", "any"},
	{"title", "words", "str"}, {"toDate", "datepair", "time"}, {"toDecimal", "num", "int64"}, {"toJson", "any", "str"}, {"toPrettyJson", "any", "str"}, {"toRawJson", "any", "str"}, {"toString", "any", "str"}, {"toStrings", "list", "strs"},
	{"trim", "str", "str"}, {"trimAll", "frag str", "str"}, {"trimPrefix", "frag str", "str"}, {"trimSuffix", "frag str", "str"}, {"trimall", "frag str", "str"}, {"trunc", "idx str", "str"}, {"tuple", "any*", "list"},
	{"typeIs", "typename any", "bool"}, {"typeIsLike", "typename any", "bool"}, {"typeOf", "any", "str"}, {"uniq", "list", "list"}, {"unixEpoch", "time", "str"}, {"unset", "fresh key", "dict"}, {"until", "idx", "ints"},
	{"untilStep", "idx idx step", "ints"}, {"untitle", "words", "str"}, {"upper", "str", "str"}, {"urlJoin", "urldict", "str"}, {"urlParse", "url", "dict"}, {"values", "onekey", "list"}, {"without", "list any*", "list"},
	{"wrap", "pos str", "str"}, {"wrapWith", "pos str str", "str"},
	// The changing ones, where what is printed of them stays the same.
	{"randInt", "fixedrange", "int"}, {"randAlpha", "zero", "str"}, {"randAlphaNum", "zero", "str"}, {"randAscii", "zero", "str"}, {"randNumeric", "zero", "str"}, {"shuffle", "oneletter", "str"},
}

// helmFunctions are those that Helm's engine adds to Sprig's.
var helmFunctions = []signature{
	{"toYaml", "any", "str"}, {"mustToYaml", "any", "str"}, {"toYamlPretty", "any", "str"}, {"fromYaml", "yamlmap", "dict"}, {"fromYamlArray", "yamllist", "list"}, {"toToml", "dict", "str"}, {"mustToToml", "dict", "str"}, {"fromToml", "toml", "dict"},
	{"toJson", "any", "str"}, {"mustToJson", "any", "str"}, {"fromJson", "jsonmap", "dict"}, {"fromJsonArray", "jsonlist", "list"}, {"include", "tmplname root", "str"}, {"tpl", "tmpltext root", "str"},
	{"required", "str any", "any"}, {"fail", "str", "str"}, {"lookup", "str str str str", "dict"},
}
