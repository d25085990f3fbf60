//! Rebuilds the program when the rules that are built into it change, new files included.

fn main() {
    println!("cargo::rerun-if-changed=standards");
}
