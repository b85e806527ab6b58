/* SPDX-License-Identifier: Apache-2.0 */
#include "app/check.h"
void
ht_check_html(ht_buf *out, const ht_checks *c)
{
	ht_check_text(out, c);
}
