/* SPDX-License-Identifier: Apache-2.0 */
/* Sprig's paths: package path, and path/filepath, which on Unix is the same. See path_go.c. */
#include "chapters.h"
#include "outcome.h"
#include "path.h"

FG_FUNCTION(base)
{
    *ret = fg_val_string(fg_path_base(fg_text(args[0])));
    return fg_spend_bytes(run, args[0].len, err);
}

FG_FUNCTION(ext)
{
    *ret = fg_val_string(fg_path_ext(fg_text(args[0])));
    return fg_spend_bytes(run, args[0].len, err);
}

FG_FUNCTION(is_abs)
{
    *ret = fg_val_bool(fg_path_is_abs(fg_text(args[0])));
    return true;
}

static bool cleaned(fg_run *run, fg_val path, crd_str (*call)(crd_arena *, crd_str), fg_val *ret,
                    crd_err *err)
{
    if (!fg_spend_bytes(run, path.len, err)) {
        return false;
    }
    crd_str text = call(run->arena, fg_text(path));
    *ret = fg_val_string(text);
    return text.ptr || crd_err_memory(err, run->arena);
}

FG_FUNCTION(clean)
{
    return cleaned(run, args[0], fg_path_clean, ret, err);
}

FG_FUNCTION(dir)
{
    return cleaned(run, args[0], fg_path_dir, ret, err);
}

static const fg_func rows[] = {
    FG_ROW("base", base, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("dir", dir, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("clean", clean, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("ext", ext, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("isAbs", is_abs, FG_BOOL_T, 1, 0, FG_STRING_T),
    FG_ROW("osBase", base, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("osDir", dir, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("osClean", clean, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("osExt", ext, FG_STRING_T, 1, 0, FG_STRING_T),
    FG_ROW("osIsAbs", is_abs, FG_BOOL_T, 1, 0, FG_STRING_T),
};
const fg_func_table fg_sprig_paths = FG_TABLE(rows);
