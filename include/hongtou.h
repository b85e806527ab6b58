/* SPDX-License-Identifier: Apache-2.0
 *
 * libhongtou: the text of a Chinese official document in memory to a PDF in
 * memory, set by GB/T 9704-2012.  libhongtou(3) tells more; build with
 * pkg-config --cflags --libs hongtou.
 *
 * An engine holds layouts, rules and fonts.  It is opened once and then shared
 * by all threads, read-only.  A worker renders one document after the other,
 * in one thread at a time.  Nothing is kept outside of both: no global state,
 * nothing is printed.  All texts are UTF-8.
 */
#ifndef HONGTOU_H
#define HONGTOU_H

#include <stddef.h>

#define HONGTOU_VERSION "0.1.0"
/* 1,000,000 * major + 1,000 * minor + patch */
#define HONGTOU_VERSION_NUMBER 1000

#if defined(__GNUC__)
#define HONGTOU_API __attribute__((visibility("default")))
#else
#define HONGTOU_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Of the library that is linked, as HONGTOU_VERSION and _NUMBER. */
HONGTOU_API const char *hongtou_version(void);
HONGTOU_API int hongtou_version_number(void);

/* What a call answers: 0, or why it could not go on.  More may be added. */
typedef enum {
	HONGTOU_OK,
	HONGTOU_EUSAGE, /* an argument: NULL, no such layout or data folder */
	HONGTOU_EIO, /* a file cannot be read */
	HONGTOU_EINPUT, /* the text cannot be used: empty, no text, bad front
			 * matter */
	HONGTOU_ELAYOUT, /* a layout, rule or role file is wrong */
	HONGTOU_EFONT, /* no font for a role */
	HONGTOU_ELIMIT, /* too large */
	HONGTOU_EINTERNAL
} hongtou_status;

/* Why a call could not go on.  No text is NULL; more members may follow. */
typedef struct {
	hongtou_status status;
	const char *id; /* of the message: IO_OPEN */
	const char *file; /* "" when it is about none */
	int line; /* in file, 1...; 0 when it is about none */
	const char *zh, *en; /* what is wrong */
	const char *advice_zh, *advice_en; /* what to do; may be "" */
} hongtou_error;

typedef enum {
	HONGTOU_NOTE, /* for the record: inferred, substituted, left out */
	HONGTOU_WARNING, /* the text deserves a look */
	HONGTOU_FAULT /* the page is not what the text says */
} hongtou_severity;

/* In what a document that was rendered is imperfect.  No text is NULL; more
 * members may follow. */
typedef struct {
	hongtou_severity severity;
	const char *id; /* of the rule: DOC_HALF_COMMA */
	const char *clause; /* of the standard; may be "" */
	int line, column; /* in the text, 1..., in characters; 0: no place */
	size_t begin, end; /* bytes of the text as decoded to UTF-8; begin ==
			    * end when it has no place there */
	const char *zh, *en; /* what is imperfect */
	const char *advice_zh, *advice_en; /* what to do; may be "" */
} hongtou_diagnostic;

/* ---- engine ---------------------------------------------------------- */

typedef struct hongtou_engine hongtou_engine;

/* Begin with HONGTOU_OPTIONS_INIT, then set what you want.  size tells one
 * version of this struct from the next. */
typedef struct {
	size_t size;
	const char *data; /* folder with layouts/, data/ and fonts/; NULL: the
			   * one that was installed with the library */
	const char *layout; /* name or path of a layout for every document, or
			     * of one for all forms, over each document's
			     * form; NULL: by each document's form */
	const char *fonts; /* folder of font files that come before those of
			    * the system; NULL: fonts/files of data */
	int no_infer; /* as of the program: what the text does not say is
		       * never added */
	int small; /* the smallest files, whatever time it takes */
	int like_original; /* lines and pages as the text's original has them */
} hongtou_options;

#define HONGTOU_OPTIONS_INIT                                                   \
	{                                                                      \
		sizeof(hongtou_options), 0, 0, 0, 0, 0, 0                      \
	}

/* Gives an engine that is not open yet; hongtou_engine_drop() takes it. */
HONGTOU_API hongtou_engine *hongtou_engine_new(void);
/* Loads layouts and rules and looks for fonts; all texts of the options are
 * copied.  options may be NULL.  A second call is HONGTOU_EUSAGE. */
HONGTOU_API hongtou_status hongtou_engine_open(
	hongtou_engine *engine, const hongtou_options *options);
/* Why opening failed; NULL when it did not.  It belongs to the engine. */
HONGTOU_API const hongtou_error *
hongtou_engine_error(const hongtou_engine *engine);
/* All its workers must be dropped before.  engine may be NULL. */
HONGTOU_API void hongtou_engine_drop(hongtou_engine *engine);

/* ---- worker ---------------------------------------------------------- */

typedef struct hongtou_worker hongtou_worker;
typedef struct hongtou_file hongtou_file;

/* Gives the bytes of a file that a text names (a seal, a figure, a table), by
 * the path that it writes: calls hongtou_file_add() as often as needed, then
 * returns 0, or not 0 when there is no such file.  Called in the thread that
 * renders. */
typedef int hongtou_load(void *user, const char *path, hongtou_file *file);
/* Adds bytes, which are copied.  Not 0: the file is too large. */
HONGTOU_API int
hongtou_file_add(hongtou_file *file, const void *bytes, size_t size);

/* One document.  Begin with HONGTOU_SOURCE_INIT.  Without folder and load, no
 * file is opened whatever the text says. */
typedef struct {
	size_t size;
	const char *text; /* UTF-8, UTF-16, GB18030 or Big5 */
	size_t length; /* of text, bytes */
	const char *name; /* for errors: hongtou_error.file; may be NULL */
	const char *folder; /* where paths in the text begin; may be NULL.
			     * For texts that you trust: ../ and / lead out */
	hongtou_load *load; /* comes before folder; may be NULL */
	void *user; /* of load */
} hongtou_source;

#define HONGTOU_SOURCE_INIT                                                    \
	{                                                                      \
		sizeof(hongtou_source), 0, 0, 0, 0, 0, 0                       \
	}

/* Gives a worker of an open engine; hongtou_worker_drop() takes it.  NULL when
 * the engine is not open. */
HONGTOU_API hongtou_worker *hongtou_worker_new(const hongtou_engine *engine);
/* worker may be NULL. */
HONGTOU_API void hongtou_worker_drop(hongtou_worker *worker);

/* Renders a document.  HONGTOU_OK also when it is imperfect: see the
 * diagnostics.  The bytes are those that `hongtou render` writes. */
HONGTOU_API hongtou_status hongtou_render(
	hongtou_worker *worker, const hongtou_source *source);
/* What a stage gives, as text instead of the PDF: "source", "raw", "doc",
 * "styled", "glyphs", "items", "breaks", "lines", "pages", "display" or
 * "sheets". */
HONGTOU_API hongtou_status hongtou_dump(hongtou_worker *worker,
	const hongtou_source *source, const char *stage);

/* What the last call of hongtou_render() or hongtou_dump() gave.  It all
 * belongs to the worker, until the next call or hongtou_worker_drop(). */

/* The PDF, or the dump; NULL and 0 after an error. */
HONGTOU_API const void *
hongtou_output(const hongtou_worker *worker, size_t *size);
/* Pages; 0 after an error or a dump of a stage before "pages". */
HONGTOU_API size_t hongtou_page_count(const hongtou_worker *worker);
/* Diagnostics, in the order in which they were found; also after an error. */
HONGTOU_API size_t hongtou_diagnostic_count(const hongtou_worker *worker);
/* NULL when there is none at index. */
HONGTOU_API const hongtou_diagnostic *
hongtou_diagnostic_at(const hongtou_worker *worker, size_t index);
/* NULL when the last call was HONGTOU_OK. */
HONGTOU_API const hongtou_error *
hongtou_worker_error(const hongtou_worker *worker);

#ifdef __cplusplus
}
#endif

#endif
