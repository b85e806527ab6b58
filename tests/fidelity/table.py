#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One row of `make fidelity`: how near a rendering is to its original.

usage: table.py ORIGINALS NAME LAYOUT.yaml RENDERED.pdf SCORE MS [TRUTH.json]
       table.py ORIGINALS head | total ROWS

ORIGINALS holds index.tsv and truth/NAME.json; SCORE is the last line of
score_breaks.py, MS the wall time of learning and rendering.  The row is tab
separated, its numbers for people and for the totals alike:
  name, breaks alike, breaks, %, paragraphs alike, paragraphs,
  pitch (pt) and its error, errors in mm of the type area's left edge, its
  width, the first baseline; median error in mm, of lines that break alike, of
  their left end, right end and baseline (from its row); ms
"""
import collections, csv, json, os, re, statistics, sys

MM = 72 / 25.4


def length(text):
    """A length of a layout in points."""
    m = re.fullmatch(r'(-?[\d.]+)(mm|pt)', text)
    return float(m.group(1)) * (MM if m.group(2) == 'mm' else 1)


def read_layout(path):
    """The values of a learned layout, by path."""
    out, stack = {}, []
    for line in open(path, encoding='utf8'):
        m = re.match(r'( *)(\w+): *("[^"]*"|[^#\s]*)', line)
        if not m:
            continue
        depth = len(m.group(1)) // 2
        stack = stack[:depth] + [m.group(2)]
        if m.group(3):
            out['.'.join(stack)] = m.group(3).strip('"')
    return out


def index_row(originals, name):
    csv.field_size_limit(1 << 20)
    with open(f'{originals}/index.tsv', encoding='utf8', newline='') as f:
        for row in csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE):
            if row['file'] == name + '.pdf':
                return row
    return {}


def squeeze(s):
    return re.sub(r'[\s\u3000]+', '', s)


def positions(lines, truth, pitch):
    """Errors of the lines that begin and end where they do in the original."""
    flow, place = '', {}
    for l in lines:
        beg = len(flow)
        flow += squeeze(l['text'])
        place[beg, len(flow)] = l
    left, right, base, at = [], [], [], 0
    for p in truth['paragraphs']:
        parts = [squeeze(x[4]) for x in p['lines']]
        k = flow.find(''.join(parts), at)
        if k < 0 or len(parts) < 2:
            continue
        at = k
        for x, part in zip(p['lines'], parts):
            l = place.get((k, k + len(part)))
            k += len(part)
            if not l:
                continue
            left.append(abs(l['x0'] - x[1]) / MM)
            right.append(abs(l['x1'] - x[2]) / MM)
            off = (l['y'] - x[3]) % pitch
            base.append(min(off, pitch - off) / MM)
    median = lambda v: statistics.median(v) if v else float('nan')
    return median(left), median(right), median(base)


def mode(values, step):
    """The middle of the fullest bin's values."""
    bins = collections.Counter(round(v / step) for v in values)
    if not bins:
        return float('nan')
    best = bins.most_common(1)[0][0]
    return statistics.median(v for v in values if round(v / step) == best)


def geometry(truth):
    """Left edge, width, first baseline of the original in points: where lines that go on begin, where full lines
    that end in a Han character end, where most pages begin."""
    inner = [x for p in truth['paragraphs'] for x in p['lines'][1:]]
    full = [x for p in truth['paragraphs'] for x in p['lines'][:-1] if '\u4e00' <= x[4][-1] <= '\u9fff']
    first = {}
    for p in truth['paragraphs']:
        for x in p['lines']:
            first[x[0]] = min(first.get(x[0], 1e9), x[3])
    left = mode([x[1] for x in inner], 1)
    return left, mode([x[2] for x in full], 1) - left, mode(list(first.values()), 2)


def row(originals, name, layout, pdf, score, ms, truth=None):
    sys.path.insert(0, os.path.join(originals, '..', 'tools'))
    from pdf_truth import lines_of, PAGENO
    l, i = read_layout(layout), index_row(originals, name)
    whole = json.load(open(f'{originals}/truth/{name}.json', encoding='utf8'))
    truth = json.load(open(truth, encoding='utf8')) if truth else whole
    m = re.search(r'reproduced (\d+) of (\d+) .*alike (\d+) of (\d+)', score)
    alike, breaks, palike, paras = (int(x) for x in m.groups()) if m else (0, 0, 0, 0)
    pitch = length(l['page.row'])
    x, width, y = geometry(whole)
    firsts = [y] + [f[0] * MM for f in json.loads(i.get('first_base_mm') or '[]')[:1]]
    y = min(firsts, key=lambda v: abs(length(l['page.first']) - v))
    lines = [r for r in lines_of(pdf) if not PAGENO.match(r['text'])]
    left, right, base = positions(lines, truth, pitch)
    print('\t'.join([name, str(alike), str(breaks), f'{100 * alike / max(breaks, 1):.1f}', str(palike), str(paras),
                     f'{pitch:.2f}', f'{pitch - float(i["line_pitch_pt"]):.2f}',
                     f'{(length(l["page.binding"]) - x) / MM:.2f}',
                     f'{(length(l["page.area_width"]) - width) / MM:.2f}',
                     f'{(length(l["page.first"]) - y) / MM:.2f}', f'{left:.2f}', f'{right:.2f}', f'{base:.2f}', ms]))


HEAD = ['document', 'alike', 'of', '%', 'paras', 'of', 'pitch', '±', 'left', 'width', 'first', 'Δx0', 'Δx1', 'Δy', 'ms']


def show(cells):
    print(f'{cells[0]:<18}' + ''.join(f'{c:>7}' for c in cells[1:]))


def total(path):
    rows = [l.rstrip('\n').split('\t') for l in open(path, encoding='utf8')]
    show(HEAD)
    for r in rows:
        show(r)
    s = lambda i: sum(int(r[i]) for r in rows)
    alike, breaks, palike, paras = s(1), s(2), s(4), s(5)
    print(f'breaks {alike} of {breaks} ({100 * alike / max(breaks, 1):.2f} %), paragraphs {palike} of {paras} '
          f'({100 * palike / max(paras, 1):.2f} %), {len(rows)} documents, {s(14)} ms, '
          f'{s(14) / max(len(rows), 1):.0f} ms a document')
    worst = lambda i: max((abs(float(r[i])) for r in rows if r[i] != 'nan'), default=0)
    print(f'worst: pitch {worst(7):.2f} pt, left {worst(8):.2f} mm, width {worst(9):.2f} mm, first baseline '
          f'{worst(10):.2f} mm')


if __name__ == '__main__':
    if len(sys.argv) == 4 and sys.argv[2] == 'total':
        total(sys.argv[3])
    else:
        row(*sys.argv[1:])
