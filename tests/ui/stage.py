"""stage: the script that AppTest runs: one screen, with the client and person of the test."""

import streamlit as st

st.session_state["screen"](st.session_state["client"], st.session_state["me"])
