"""GRPO with TRL on a CPU, in minutes: a tiny model, built here, learns to end the program that begins with `print(` so that it prints 6.

    java -jar coding-env-server.jar --port 8000
    pip install torch trl websockets
    python train_grpo.py http://localhost:8000 --steps 60

The model has some ten thousand weights and a vocabulary of ten words of Python. Each completion ends a program; the server
runs it, and what it printed is the reward. Point a real model at the same reward function and nothing else changes.
"""

import argparse
import time

from coding_client import CodingPool

WORDS = ["<pad>", "<eos>", "<start>", "print(", ")", "1", "2", "3", "+", "*"]
PROMPT = "print("
TARGET = 6


def score(result):
    """A program that prints the number is worth 1, one that prints another the less the farther off, one that fails nothing."""
    observation = result["observation"]
    if observation["exit_code"] != 0:
        return 0.0
    try:
        away = abs(int(observation["stdout"]) - TARGET) / TARGET
    except ValueError:
        return 0.1
    return round(max(0.1, 1 - away), 2)


def tokenizer():
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    words = Tokenizer(models.WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="<pad>"))
    words.pre_tokenizer = pre_tokenizers.Split(Regex(r"print\(|."), behavior="isolated")
    words.decoder = decoders.Fuse()
    return PreTrainedTokenizerFast(
        tokenizer_object=words, pad_token="<pad>", eos_token="<eos>", bos_token="<start>", padding_side="left"
    )


def model():
    from transformers import GPT2Config, GPT2LMHeadModel

    return GPT2LMHeadModel(
        GPT2Config(
            vocab_size=len(WORDS),
            n_positions=32,
            n_embd=32,
            n_layer=1,
            n_head=2,
            pad_token_id=0,
            eos_token_id=1,
            bos_token_id=2,
            resid_pdrop=0.0,
            embd_pdrop=0.0,
            attn_pdrop=0.0,
        )
    )


def train(url, token, steps, folder):
    import torch
    from datasets import Dataset
    from trl import GRPOConfig, GRPOTrainer

    torch.manual_seed(7)
    torch.set_num_threads(1)
    ran, means = 0, []

    with CodingPool(url, 4, token) as pool:

        def prints_the_number(completions, **ignored):
            nonlocal ran
            rewards = [score(result) for result in pool.run([PROMPT + rest for rest in completions])]
            ran += len(rewards)
            means.append(sum(rewards) / len(rewards))
            return rewards

        trainer = GRPOTrainer(
            model=model(),
            processing_class=tokenizer(),
            reward_funcs=prints_the_number,
            train_dataset=Dataset.from_dict({"prompt": [PROMPT] * 256}),
            args=GRPOConfig(
                output_dir=folder,
                use_cpu=True,
                bf16=False,
                fp16=False,
                gradient_checkpointing=False,
                max_steps=steps,
                per_device_train_batch_size=32,
                num_generations=32,
                max_completion_length=6,
                learning_rate=5e-3,
                lr_scheduler_type="constant",
                beta=0.0,
                save_strategy="no",
                report_to=[],
                logging_steps=5,
                disable_tqdm=True,
            ),
        )
        started = time.monotonic()
        trainer.train()
        took = time.monotonic() - started
    tenth = max(1, len(means) // 10)
    first, last = sum(means[:tenth]) / tenth, sum(means[-tenth:]) / tenth
    print(f"{steps} steps, {ran} programs, {took:.0f} s; mean reward {first:.2f} at first, {last:.2f} at last")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("url", help="the server, such as http://localhost:8000")
    options.add_argument("--token", help="the server's token, if it asks for one")
    options.add_argument("--steps", type=int, default=60)
    options.add_argument("--folder", default="grpo-output", help="where TRL writes")
    options.add_argument("--client-only", action="store_true", help="score three programs and stop: needs no torch")
    chosen = options.parse_args()
    if chosen.client_only:
        with CodingPool(chosen.url, 2, chosen.token) as pool:
            scores = [score(result) for result in pool.run(["print(2*3)", "print(1)", "print("])]
        assert scores == [1.0, 0.17, 0.0], scores
        print("the client part works: scores", scores)
    else:
        train(chosen.url, chosen.token, chosen.steps, chosen.folder)


if __name__ == "__main__":
    main()
