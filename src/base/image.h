/* SPDX-License-Identifier: Apache-2.0
 *
 * Pictures: PNG and JPEG files, their headers read, their pixels not yet.
 */
#ifndef HT_BASE_IMAGE_H
#define HT_BASE_IMAGE_H

#include "base/ctx.h"
#include "base/unit.h"

typedef enum { HT_IMAGE_PNG, HT_IMAGE_JPEG } ht_image_kind;

typedef struct {
	ht_image_kind kind;
	const char *path;
	ht_str bytes; /* the file */
	uint32_t w, h; /* pixels */
	int depth; /* bits a sample */
	int channels; /* JPEG: 1, 3 or 4 */
	int colour; /* PNG: colour type 0, 2, 3, 4, 6 */
	bool interlaced, adobe;
} ht_image;

#define HT_IMAGE_SIDE 20000 /* pixels */
#define HT_IMAGE_PIXELS 25000000

/* Reads a picture's file and header into the arena; NULL with the reason in
 * *why when it cannot be used: missing, neither format, damaged, too large. */
const ht_image *ht_image_open(ht_ctx *ctx, const char *path, ht_msg *why);

#endif
