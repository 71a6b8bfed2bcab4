"""Training of the built-in base model: an unconditional DDPM of aligned faces.

    python -m tools.train_base_model prepare SETTINGS --data fairface_128.npz --state DIR
    python -m tools.train_base_model train   SETTINGS --state DIR [--start FOLDER] [--minutes M]
    python -m tools.train_base_model export  SETTINGS --state DIR --out FOLDER

`train` goes on from DIR's checkpoint, writes one every few minutes and on SIGTERM or SIGINT, and leaves DIR/losses.csv,
DIR/losses.png and DIR/samples.png. With several GPUs: `accelerate launch -m tools.train_base_model train …`.
In the background on one core, to be stopped with `kill -TERM $(cat DIR/pid)` and held with -STOP and -CONT:

    OMP_NUM_THREADS=1 setsid nohup nice -n 15 python -m tools.train_base_model train … >DIR/train.log 2>&1 &
"""
