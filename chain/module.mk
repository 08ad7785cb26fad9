PKGS_chain := nettle

# The vectors of @ethersproject/testcases are gzip files.
TEST_LIBS_chain_vectors := -lz
TEST_LIBS_chain_vectors_eip712 := -lz
TEST_LIBS_chain_vectors_tx := -lz
