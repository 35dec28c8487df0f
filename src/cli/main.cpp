#include "session.h"

int main(int count, char** arguments) { return dragoman::cli::run(count, arguments); }
