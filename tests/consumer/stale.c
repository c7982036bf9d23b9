/* SPDX-License-Identifier: Apache-2.0 */
/* Says whether the header that this was compiled with is the library's: exit 0 when it is. */
#include "shop_example_com_v1.h"

int main(void)
{
    return shop_widget_check_abi() ? 0 : 1;
}
